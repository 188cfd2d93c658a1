package meridian.store.table;

/** Oracle's SQL on H2, which takes it in its mode of that name: the statements are read and run, by another database. */
class OracleSqlTableTest extends TableContract {
  OracleSqlTableTest() { super(Enterprise.Kind.H2_AS_ORACLE); }
}
