package io.carillon.admin.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;

/**
 * One request as a route sees it.
 *
 * @param parameters what stood in the braces of the route's path
 * @param authorization the Authorization header, empty when there was none
 * @param body the whole body, bounded by the server
 */
public record HttpCall(Map<String, String> parameters, String authorization, byte[] body) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The body as a JSON object; an empty body is an empty object. */
  public JsonNode json() throws HttpProblem {
    if (body.length == 0) {
      return JSON.createObjectNode();
    }
    JsonNode node;
    try {
      node = JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new HttpProblem(400, "the body is not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new HttpProblem(400, "the body cannot be read: " + e.getMessage());
    }
    if (node == null || !node.isObject()) {
      throw new HttpProblem(400, "the body must be a JSON object");
    }
    return node;
  }
}
