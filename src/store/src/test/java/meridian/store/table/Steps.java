package meridian.store.table;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;

/** Lets something happen once at a step of a delivery: connections that say where they are. */
final class Steps {

  enum Step {
    BEFORE_THE_ROWS, BETWEEN_ROWS_AND_COMMIT, AT_THE_COMMIT
  }

  private record Trap(Step step, Runnable then) {}

  private final String table;
  private final AtomicReference<Trap> trap = new AtomicReference<>();

  /** @param table that is written */
  Steps(String table) { this.table = table; }

  void once(Step step, Runnable then) { trap.set(new Trap(step, then)); }

  boolean isOver() { return trap.get() == null; }

  Connection watch(Connection connection) {
    return proxy(Connection.class, (_, method, arguments) -> {
      if (method.getName().equals("commit")) {
        reached(Step.BETWEEN_ROWS_AND_COMMIT);
        reached(Step.AT_THE_COMMIT);
      }
      Object result = call(connection, method, arguments);
      if (result instanceof PreparedStatement statement && ((String) arguments[0]).matches("(?s)(INSERT|UPDATE|MERGE).*" + table + ".*"))
        return watch(statement);
      return result;
    });
  }

  private PreparedStatement watch(PreparedStatement statement) {
    return proxy(PreparedStatement.class, (_, method, arguments) -> {
      if (method.getName().equals("executeBatch")) reached(Step.BEFORE_THE_ROWS);
      return call(statement, method, arguments);
    });
  }

  private void reached(Step step) {
    Trap set = trap.get();
    if (set != null && set.step == step && trap.compareAndSet(set, null)) set.then.run();
  }

  private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause() instanceof SQLException e ? e : thrown;
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(Steps.class.getClassLoader(), new Class<?>[]{type}, handler));
  }
}
