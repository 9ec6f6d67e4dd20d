package dev.runbook.provider.postgres.adapter;

import dev.runbook.provider.postgres.Databases;
import java.sql.Connection;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Opens sessions with pgjdbc. */
public final class JdbcDatabases implements Databases {
    @Override
    public Session open(Map<String, String> keywords, String shown) throws InterruptedException {
        DriverProperties address = DriverProperties.of(keywords);
        Connection connection = InterruptibleSql.open(() -> Driver.connect(address), shown);
        return new JdbcSession(new Sql(connection, shown));
    }

    /** Apart, so that nothing of the driver is loaded before a session is wanted. */
    private static final class Driver {
        // Held here: a logger that nobody holds forgets what it was told.
        private static final Logger LOG = Logger.getLogger("org.postgresql");

        private Driver() {}

        static Connection connect(DriverProperties address) throws java.sql.SQLException {
            // What matters is said in our own words.
            LOG.setLevel(Level.OFF);
            Connection connection = new org.postgresql.Driver().connect(address.url(), address.properties());
            if (connection == null) {
                throw new IllegalStateException("the driver does not know its own address");
            }
            return connection;
        }
    }
}
