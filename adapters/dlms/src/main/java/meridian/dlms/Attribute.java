package meridian.dlms;

/** One attribute or method of one COSEM object, as requests name it. */
record Attribute(int classId, Obis obis, int index) {
  static final Attribute CLOCK_TIME = new Attribute(8, Obis.parse("0.0.1.0.0.255"), 2);
  static final Attribute INVOCATION_COUNTER = new Attribute(1, Obis.parse("0.0.43.1.0.255"), 2);
  private static final Obis DISCONNECT_CONTROL = Obis.parse("0.0.96.3.10.255");
  static final Attribute OUTPUT_STATE = new Attribute(70, DISCONNECT_CONTROL, 2);
  static final Attribute CONTROL_STATE = new Attribute(70, DISCONNECT_CONTROL, 3);
  static final Attribute REMOTE_DISCONNECT = new Attribute(70, DISCONNECT_CONTROL, 1);
  static final Attribute REMOTE_RECONNECT = new Attribute(70, DISCONNECT_CONTROL, 2);
  private static final Obis LOAD_PROFILE_1 = Obis.parse("1.0.99.1.0.255");
  static final Attribute PROFILE_BUFFER = new Attribute(7, LOAD_PROFILE_1, 2);
  static final Attribute PROFILE_COLUMNS = new Attribute(7, LOAD_PROFILE_1, 3);
  static final Attribute PROFILE_PERIOD = new Attribute(7, LOAD_PROFILE_1, 4);

  static Attribute registerValue(Obis obis) { return new Attribute(3, obis, 2); }

  static Attribute registerScaler(Obis obis) { return new Attribute(3, obis, 3); }

  void write(Writer to) {
    to.u16(classId);
    obis.write(to);
    to.u8(index);
  }
}
