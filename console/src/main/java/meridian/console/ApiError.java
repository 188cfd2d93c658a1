package meridian.console;

/** A request that gets an error instead of an answer. The message is for the user and names what to change. */
final class ApiError extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final int status;
  private final String code;

  ApiError(int status, String code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  int status() { return status; }

  String code() { return code; }

  static ApiError badRequest(String message) { return new ApiError(400, "bad-request", message); }

  static ApiError notFound(String message) { return new ApiError(404, "not-found", message); }
}
