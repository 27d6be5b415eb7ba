package io.carillon.admin.operator;

import io.carillon.admin.http.HttpProblem;
import io.carillon.admin.http.Route;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The bearer token of one run of the server; whoever can read run/server.json has it. */
public final class OperatorToken {
  private static final int BYTES = 32;

  private final String text;
  private final byte[] header;

  public OperatorToken(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    text = HexFormat.of().formatHex(bytes);
    header = ("Bearer " + text).getBytes(StandardCharsets.US_ASCII);
  }

  public String text() {
    return text;
  }

  /** The route, closed to whoever has not got the token. */
  Route guard(String method, String path, Route.Handler handler) {
    return new Route(
        method,
        path,
        call -> {
          if (!MessageDigest.isEqual(
              header, call.authorization().getBytes(StandardCharsets.US_ASCII))) {
            throw new HttpProblem(401, "the bearer token of run/server.json is needed");
          }
          return handler.answer(call);
        });
  }
}
