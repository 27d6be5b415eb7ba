package io.carillon.admin.operator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.carillon.admin.http.HttpAnswer;
import io.carillon.admin.http.Route;
import java.util.List;
import java.util.function.Supplier;

/** GET /operator/check: what the server finds when it looks at itself as a far end would. */
public final class CheckRoute {
  private final OperatorToken token;
  private final Supplier<List<Finding>> checks;

  /**
   * @param checks runs them; may block for some seconds
   */
  public CheckRoute(OperatorToken token, Supplier<List<Finding>> checks) {
    this.token = token;
    this.checks = checks;
  }

  /**
   * @param level ok, warning or error
   * @param about the setting or part it is about
   * @param text what was found and what to do about it
   */
  public record Finding(String level, String about, String text) {
    public static Finding ok(String about, String text) {
      return new Finding("ok", about, text);
    }

    public static Finding warning(String about, String text) {
      return new Finding("warning", about, text);
    }

    public static Finding error(String about, String text) {
      return new Finding("error", about, text);
    }
  }

  public Route route() {
    return token.guard("GET", "/operator/check", call -> answer());
  }

  private HttpAnswer answer() {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (Finding finding : checks.get()) {
      list.addObject()
          .put("level", finding.level())
          .put("about", finding.about())
          .put("text", finding.text());
    }
    return HttpAnswer.json(200, list);
  }
}
