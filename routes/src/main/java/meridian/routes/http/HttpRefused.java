package meridian.routes.http;

import java.io.IOException;

import meridian.cim.CimError;
import meridian.cim.ErrorCode;

/** A request that HTTP itself has a status for. */
final class HttpRefused extends IOException {
  private static final long serialVersionUID = 1;
  private final int status;
  private final transient CimError error;

  HttpRefused(int status, ErrorCode code, String details) {
    super(details);
    this.status = status;
    this.error = code.error(details);
  }

  int status() { return status; }

  CimError error() { return error; }
}
