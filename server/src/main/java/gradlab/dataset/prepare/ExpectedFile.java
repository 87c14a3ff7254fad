package gradlab.dataset.prepare;

import java.util.Optional;

/**
 * A file wanted from the archive.
 *
 * @param name its last name in the archive, and its name in the cache
 * @param maxBytes exact length where there is a checksum, else the most that is accepted
 * @param sha256 hex; empty where none is published: such a file is a convenience and may be missing
 */
record ExpectedFile(String name, long maxBytes, Optional<String> sha256) {}
