package gradlab.client.command;

import picocli.CommandLine.Command;

/** See the launcher script. */
@Command(
    name = "stress",
    description = "Runs a long test of the server's promises: readers, load, fuzz or kills.",
    footerHeading = "%nExample:%n",
    footer = "  gradlab stress readers 60")
final class StressCommand extends LauncherCommand {}
