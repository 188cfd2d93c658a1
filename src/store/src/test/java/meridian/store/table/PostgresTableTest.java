package meridian.store.table;

class PostgresTableTest extends TableContract {
  PostgresTableTest() { super(Enterprise.Kind.POSTGRESQL); }
}
