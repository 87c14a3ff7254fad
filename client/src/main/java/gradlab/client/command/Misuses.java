package gradlab.client.command;

import gradlab.client.console.ExitCode;
import gradlab.client.console.Failure;
import gradlab.client.output.Display;
import gradlab.client.suggestion.Nearest;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line, and what is right. */
final class Misuses {
  private Misuses() {}

  static Failure failure(ParameterException misuse) {
    CommandSpec command = misuse.getCommandLine().getCommandSpec();
    if (misuse instanceof UnmatchedArgumentException unmatched) {
      return unmatched(unmatched, command);
    }
    if (misuse instanceof MissingParameterException missing) {
      return usage(missing(missing, command), example(command));
    }
    ArgSpec argument = misuse.getArgSpec();
    if (argument != null && argument.type().isEnum() && misuse.getValue() != null) {
      return noSuchValue(argument, misuse.getValue(), command);
    }
    if (misuse.getMessage().startsWith("Unknown subcommand")) { // of `gradlab help`
      String typed = misuse.getMessage().replaceAll(".*'(.*)'.*", "$1");
      CommandSpec root = command.root();
      return usage(
          "there is no command '" + Display.oneLine(typed) + "'",
          nearest(typed, visible(root.subcommands()), root));
    }
    return usage(plain(misuse), argument == null ? example(command) : meaning(argument, command));
  }

  private static Failure unmatched(UnmatchedArgumentException misuse, CommandSpec command) {
    String first = misuse.getUnmatched().get(0);
    String typed = Display.oneLine(first);
    if (first.startsWith("-")) {
      String name = first.split("=", 2)[0];
      return usage(
          "`%s` has no option %s".formatted(command.qualifiedName(), typed),
          nearest(name, optionNames(command), command));
    }
    boolean wantsCommand = !command.subcommands().isEmpty() && command.parent() == null;
    if (wantsCommand) {
      return usage(
          "there is no command '" + typed + "'",
          nearest(first, visible(command.subcommands()), command));
    }
    String what = command.subcommands().isEmpty() ? "argument" : "command";
    return usage(
        "`%s` takes no %s '%s'".formatted(command.qualifiedName(), what, typed),
        Nearest.of(first, visible(command.subcommands()))
            .map(name -> "did you mean `" + command.qualifiedName() + " " + name + "`?")
            .orElse(example(command)));
  }

  private static String nearest(String typed, Collection<String> known, CommandSpec command) {
    return Nearest.of(typed, known).map(name -> "did you mean " + name + "? ").orElse("")
        + help(command)
        + " lists all";
  }

  private static String missing(MissingParameterException misuse, CommandSpec command) {
    var missing = misuse.getMissing();
    if (missing.isEmpty() || missing.get(0) instanceof OptionSpec) {
      return plain(misuse);
    }
    ArgSpec argument = missing.get(0);
    return "`%s` needs %s: %s"
        .formatted(
            command.qualifiedName(),
            argument.paramLabel(),
            String.join(" ", argument.description()));
  }

  private static Failure noSuchValue(ArgSpec argument, String value, CommandSpec command) {
    List<String> known =
        Arrays.stream(argument.type().getEnumConstants())
            .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
            .toList();
    String of =
        argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    return usage(
        "%s: '%s' is none of %s".formatted(of, Display.oneLine(value), String.join(", ", known)),
        Nearest.of(value, known)
            .map(name -> "did you mean " + name + "?")
            .orElse(example(command)));
  }

  /** picocli's sentence in words that who is no programmer knows, too. */
  private static String plain(ParameterException misuse) {
    String number =
        String.valueOf(misuse.getValue()).matches("[+-]?[0-9]+")
            ? "is too large"
            : "is no whole number";
    return Display.oneLine(misuse.getMessage())
        .replaceFirst("^Error: ", "")
        .replaceFirst("^Invalid value for option '(.*?)'(?: \\(.*?\\))?: ", "$1: ")
        .replaceFirst("^Invalid value for positional parameter at index \\S+ \\((.*?)\\): ", "$1: ")
        .replaceFirst(
            "^Value for option option '(.*?)' \\(.*?\\) should be in KEY=VALUE format but was (.*)",
            "$1: '$2' is not NAME=VALUE")
        .replaceFirst(
            "^Missing required parameter for option '(.*?)' \\((.*?)\\)", "$1 needs a value: $2")
        .replaceFirst(
            "^option '(.*?)' \\(.*?\\) should be specified only once", "$1 is there twice")
        .replaceFirst("is not an int$|is not a long$", number)
        .replaceFirst("is not a double$", "is no number");
  }

  /** What an option or argument is for, where its value was wrong. */
  private static String meaning(ArgSpec argument, CommandSpec command) {
    String name = argument instanceof OptionSpec option ? option.longestName() + " " : "";
    return name
        + argument.paramLabel()
        + ": "
        + String.join(" ", argument.description()).replace("%%", "%")
        + " "
        + help(command)
        + " has all";
  }

  private static String example(CommandSpec command) {
    return Arrays.stream(command.usageMessage().footer())
            .map(String::strip)
            .filter(line -> line.startsWith("gradlab "))
            .findFirst()
            .map(line -> "for example `" + line + "`; ")
            .orElse("")
        + help(command)
        + " has all";
  }

  private static String help(CommandSpec command) {
    return "`" + command.qualifiedName() + " --help`";
  }

  private static Failure usage(String message, String next) {
    return new Failure(ExitCode.USAGE, message, next);
  }

  private static Collection<String> optionNames(CommandSpec command) {
    var names = new TreeSet<String>();
    command.options().forEach(option -> names.addAll(List.of(option.names())));
    return names;
  }

  private static Collection<String> visible(Map<String, CommandLine> commands) {
    return commands.entrySet().stream()
        .filter(entry -> !entry.getValue().getCommandSpec().usageMessage().hidden())
        .map(Map.Entry::getKey)
        .toList();
  }
}
