package meridian.store.table;

class H2TableTest extends TableContract {
  H2TableTest() { super(Enterprise.Kind.H2); }
}
