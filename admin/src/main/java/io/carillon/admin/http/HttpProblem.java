package io.carillon.admin.http;

/** A request that cannot be served, with the status and the sentence that its sender gets. */
public final class HttpProblem extends Exception {
  private static final long serialVersionUID = 1;

  private final int status;

  public HttpProblem(int status, String message) {
    super(message);
    this.status = status;
  }

  public int status() {
    return status;
  }
}
