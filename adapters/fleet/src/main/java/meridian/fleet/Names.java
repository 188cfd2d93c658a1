package meridian.fleet;

/** Logical names as 48-bit numbers, and data-access-result codes. */
final class Names {
  static final long CLOCK = 0x0000_0100_00FFL;
  static final long LOGICAL_DEVICE_NAME = 0x0000_2A00_00FFL;
  static final long SERIAL_NUMBER = 0x0000_6001_00FFL;
  static final long INVOCATION_COUNTER = 0x0000_2B01_00FFL;
  static final long ASSOCIATION = 0x0000_2800_00FFL;
  static final long IMPORT = 0x0100_0108_00FFL;
  static final long EXPORT = 0x0100_0208_00FFL;
  static final long POWER = 0x0100_0107_00FFL;
  static final long VOLTAGE = 0x0100_2007_00FFL;
  static final long CURRENT = 0x0100_1F07_00FFL;
  static final long LOAD_PROFILE = 0x0100_6301_00FFL;
  static final long STATUS = 0x0000_600A_01FFL;
  static final long IMPORT_INTERVAL = 0x0100_011D_00FFL;
  static final long EXPORT_INTERVAL = 0x0100_021D_00FFL;
  static final long STANDARD_LOG = 0x0000_6362_00FFL;
  static final long FRAUD_LOG = 0x0000_6362_01FFL;
  static final long DISCONNECTOR_LOG = 0x0000_6362_02FFL;
  static final long DISCONNECT_CONTROL = 0x0000_6003_0AFFL;
  static final long PUSH_SETUP = 0x0004_1909_00FFL;

  static final int SUCCESS = 0;
  static final int READ_WRITE_DENIED = 3;
  static final int OBJECT_UNDEFINED = 4;
  static final int CLASS_INCONSISTENT = 9;
  static final int TYPE_UNMATCHED = 12;
  static final int SCOPE_VIOLATED = 13;
  static final int NO_LONG_GET = 15;
  static final int NO_LONG_SET = 17;
  static final int BLOCK_NUMBER_INVALID = 19;

  private Names() {}
}
