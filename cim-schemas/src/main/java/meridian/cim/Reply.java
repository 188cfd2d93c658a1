package meridian.cim;

import java.util.List;

/** Reply of an envelope. Objects no error names have succeeded. An OK without errors is written with code 0.0. */
public record Reply(Result result, List<CimError> errors) {
  public enum Result {
    OK, PARTIAL, FAILED
  }

  public Reply { errors = List.copyOf(errors); }

  public static Reply ok() { return new Reply(Result.OK, List.of()); }

  /** OK with code 0.3: taken, the result follows. */
  public static Reply acknowledged() {
    return new Reply(Result.OK, List.of(ErrorCode.ACKNOWLEDGED.error("")));
  }

  public static Reply failed(CimError... errors) { return new Reply(Result.FAILED, List.of(errors)); }
}
