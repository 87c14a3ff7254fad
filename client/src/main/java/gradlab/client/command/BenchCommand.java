package gradlab.client.command;

import picocli.CommandLine.Command;

/** See the launcher script. */
@Command(
    name = "bench",
    description =
        "Times training and evaluation, with --peer libtorch beside libtorch; also memory and what gradient statistics cost.",
    footerHeading = "%nExample:%n",
    footer = "  gradlab bench --network VGG_08 --peer libtorch")
final class BenchCommand extends LauncherCommand {}
