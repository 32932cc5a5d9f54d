package org.sparkdropout.job;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Properties;
import java.util.logging.Logger;

/** A driver that tells in its error all that it has been given, as some do. */
public final class TalkativeDriver implements Driver {
  @Override
  public Connection connect(String url, Properties options) throws SQLException {
    throw new SQLException("Cannot connect to %s with %s".formatted(url, options));
  }

  @Override
  public boolean acceptsURL(String url) {
    return url.startsWith("jdbc:talkative:");
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, Properties options) {
    return new DriverPropertyInfo[0];
  }

  @Override
  public int getMajorVersion() {
    return 1;
  }

  @Override
  public int getMinorVersion() {
    return 0;
  }

  @Override
  public boolean jdbcCompliant() {
    return false;
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getGlobal();
  }
}
