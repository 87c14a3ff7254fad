package gradlab.cost;

/**
 * How a command ended.
 *
 * @param succeeded whether its exit code was 0
 * @param inWords as the rest of "the command …", with the end of its output
 */
record CommandResult(boolean succeeded, String inWords) {}
