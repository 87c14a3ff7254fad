package gradlab.client.command;

import picocli.CommandLine.Command;

/** See the launcher script. */
@Command(
    name = "golden",
    description = "Compares the networks with a folder of golden vectors.",
    footerHeading = "%nExample:%n",
    footer = "  gradlab golden shared/golden")
final class GoldenCommand extends LauncherCommand {}
