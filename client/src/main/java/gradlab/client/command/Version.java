package gradlab.client.command;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The client's version, as Maven wrote it into a resource. */
final class Version implements IVersionProvider {
  private static final String RESOURCE = "/gradlab/client/version.properties";

  @Override
  public String[] getVersion() throws IOException {
    var properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream(RESOURCE)) {
      properties.load(in);
    }
    return new String[] {"gradlab " + properties.getProperty("version")};
  }
}
