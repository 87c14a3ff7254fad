package gradlab.domain;

/**
 * One bad field of a request.
 *
 * @param field path in the request, for example config.training.batch_size
 * @param description what was wrong and what is allowed
 */
public record FieldViolation(String field, String description) {}
