package gradlab.client.command;

import picocli.CommandLine.Command;

/** See the launcher script. */
@Command(
    name = "test",
    description = "Runs the test suite.",
    footerHeading = "%nExample:%n",
    footer = "  gradlab test")
final class TestCommand extends LauncherCommand {}
