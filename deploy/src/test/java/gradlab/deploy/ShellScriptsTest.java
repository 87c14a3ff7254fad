package gradlab.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShellScriptsTest {
  /** Every script of this folder, whatever its name. */
  private static List<String> scripts() throws IOException {
    try (var files = Files.walk(Ran.ROOT.resolve("deploy"))) {
      return files
          .filter(file -> !file.startsWith(Ran.ROOT.resolve("deploy/target")))
          .filter(Files::isRegularFile)
          .filter(ShellScriptsTest::isScript)
          .map(Path::toString)
          .sorted()
          .toList();
    }
  }

  private static boolean isScript(Path file) {
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(20), java.nio.charset.StandardCharsets.ISO_8859_1)
          .matches("(?s)#!(/bin/sh|/usr/bin/env bash)\\n.*");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void shellcheckHasNothingToSay() throws Exception {
    Tool.needed("shellcheck", "Debian's package shellcheck");
    var command = new ArrayList<>(List.of("shellcheck"));
    command.addAll(scripts());
    assertThat(command).hasSizeGreaterThan(6);
    Ran.command(java.util.Map.of(), command).expectSuccess();
  }

  @Test
  void whoeverClonesCanRunThem() throws Exception {
    assertThat(scripts()).allSatisfy(script -> assertThat(Path.of(script)).isExecutable());
  }
}
