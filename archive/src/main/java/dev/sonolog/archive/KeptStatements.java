package dev.sonolog.archive;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jdbi.v3.core.statement.DefaultStatementBuilder;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * The prepared statements of one connection, kept for the next time: to compile one takes SQLite
 * longer than to run it. Owned by the connection's handle, used on its thread, closed with it. A
 * statement that failed may be kept, too: it is reset before it runs again.
 */
final class KeptStatements extends DefaultStatementBuilder {
  /** More than the catalogue has. */
  private static final int MOST = 64;

  private final Map<String, PreparedStatement> idle = new HashMap<>();

  /** What each statement was compiled from: who closes it names the text before it was parsed. */
  private final IdentityHashMap<Statement, String> texts = new IdentityHashMap<>();

  @Override
  public PreparedStatement create(Connection connection, String sql, StatementContext context)
      throws SQLException {
    PreparedStatement kept = idle.remove(sql);
    PreparedStatement used = kept == null ? super.create(connection, sql, context) : kept;
    texts.put(used, sql);
    return used;
  }

  @Override
  public void close(Connection connection, String given, Statement statement) throws SQLException {
    String sql = texts.remove(statement);
    if (sql != null
        && statement instanceof PreparedStatement prepared
        && idle.size() < MOST
        && !idle.containsKey(sql)) {
      prepared.clearParameters();
      idle.put(sql, prepared);
    } else {
      super.close(connection, given, statement);
    }
  }

  /** The connection is about to be closed, which ends its statements as well. */
  @Override
  public void close(Connection connection) {
    idle.clear();
    texts.clear();
  }
}
