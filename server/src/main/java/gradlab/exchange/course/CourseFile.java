package gradlab.exchange.course;

/**
 * A result file as it came.
 *
 * @param name what to call it in errors
 */
public record CourseFile(String name, byte[] content) {}
