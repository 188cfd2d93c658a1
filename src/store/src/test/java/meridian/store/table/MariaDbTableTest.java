package meridian.store.table;

class MariaDbTableTest extends TableContract {
  MariaDbTableTest() { super(Enterprise.Kind.MARIADB); }
}
