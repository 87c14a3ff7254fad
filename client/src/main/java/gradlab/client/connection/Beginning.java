package gradlab.client.connection;

import gradlab.client.console.ExitCode;
import gradlab.client.console.Failure;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Finds one thing by its id or by the beginning of its id.
 *
 * @param what it is: run, group, sweep
 * @param list the command that lists them
 * @param id of one
 * @param shown one in a list of those that could be meant
 */
record Beginning<T>(String what, String list, Function<T, String> id, Function<T, String> shown) {

  /**
   * @param exact asks the server for the one with this id
   * @param all asks for all of them, only where there is none
   * @param server for messages
   */
  T find(String word, Function<String, T> exact, Supplier<List<T>> all, String server) {
    if (word.isBlank()) {
      throw new Failure(
          ExitCode.USAGE, "the " + what + "'s id is empty", "`gradlab " + list + "` lists them");
    }
    try {
      return exact.apply(word);
    } catch (StatusRuntimeException e) {
      Status.Code code = e.getStatus().getCode();
      // A server may also refuse the beginning of an id as malformed.
      if (code != Status.Code.NOT_FOUND && code != Status.Code.INVALID_ARGUMENT) {
        throw e;
      }
      return only(word, all.get(), server, e);
    }
  }

  private T only(String word, List<T> all, String server, StatusRuntimeException notFound) {
    List<T> matches = all.stream().filter(one -> id.apply(one).startsWith(word)).toList();
    if (matches.isEmpty()) {
      throw new Failure(
              ExitCode.NO_SUCH_RUN,
              "no %s's id is or begins with '%s' on %s".formatted(what, word, server),
              "`gradlab %s` lists the %ss".formatted(list, what))
          .causedBy(notFound);
    }
    if (matches.size() > 1) {
      throw new Failure(
          ExitCode.USAGE,
          "'%s' is the beginning of %d %ss' ids:".formatted(word, matches.size(), what),
          matches.stream().map(shown).toList(),
          "type more of the id");
    }
    return matches.get(0);
  }
}
