package io.carillon.sip.leg;

import io.carillon.sip.dialog.Messages;
import io.carillon.sip.status.Warnings;
import java.util.function.Consumer;
import javax.sip.message.Message;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * Makes the responses of one call or of none.
 *
 * @param product value of Server
 * @param agent our name in Warning headers
 * @param mark puts in what each message of the call says
 */
record Replies(String product, String agent, Consumer<Message> mark) {

  /** A response with our tag and Server. */
  Response of(int status, Request request, String localTag) {
    Response response = Messages.response(status, null, request, localTag);
    response.setHeader(Messages.header("Server", product));
    mark.accept(response);
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
