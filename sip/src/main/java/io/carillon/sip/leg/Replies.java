package io.carillon.sip.leg;

import io.carillon.sip.dialog.Messages;
import io.carillon.sip.status.Warnings;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * Makes the responses of one call or of none.
 *
 * @param product value of Server
 * @param agent our name in Warning headers
 */
record Replies(String product, String agent) {

  /** A response with our tag and Server. */
  Response of(int status, Request request, String localTag) {
    Response response = Messages.response(status, null, request, localTag);
    response.setHeader(Messages.header("Server", product));
    return response;
  }

  /** A refusal with what the status asks for beside it. */
  Response refusal(Refusal refusal, Request request, String localTag) {
    Response response = of(refusal.status(), request, localTag);
    if (!refusal.text().isEmpty()) {
      Warnings.add(response, refusal.warning(), agent, refusal.text());
    }
    // What we say of ourselves gives way; several of a name all stay.
    refusal.headers().forEach(line -> response.removeHeader(line.name()));
    refusal.headers().forEach(line -> Messages.add(response, line));
    return response;
  }
}
