package meridian.routes.message;

import meridian.cim.Header;

/** Context TESTING: everything is done but to touch a device or to keep a change. Source: IEC 61968-100, Header.Context. */
public final class Testing {
  public static final String WORDS = "Context is TESTING: checked, not done";

  private Testing() {}

  public static boolean isAskedFor(Header header) { return header.context().equalsIgnoreCase("TESTING"); }
}
