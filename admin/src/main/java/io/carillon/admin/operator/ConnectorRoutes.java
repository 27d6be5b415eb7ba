package io.carillon.admin.operator;

import io.carillon.admin.http.HttpProblem;
import io.carillon.admin.http.Route;
import io.carillon.core.connector.ConnectorException;

/** Routes to the connector service: behind the token, and refusals told as HTTP has them. */
final class ConnectorRoutes {
  private ConnectorRoutes() {}

  static Route guarded(OperatorToken token, String method, String path, Route.Handler handler) {
    return token.guard(
        method,
        path,
        call -> {
          try {
            return handler.answer(call);
          } catch (IllegalArgumentException e) {
            throw new HttpProblem(400, e.getMessage());
          } catch (ConnectorException e) {
            throw new HttpProblem(
                switch (e.reason()) {
                  case NOT_FOUND -> 404;
                  case CONFLICT -> 409;
                },
                e.getMessage());
          }
        });
  }
}
