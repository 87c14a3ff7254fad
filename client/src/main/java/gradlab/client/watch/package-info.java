/**
 * The full-screen live view of a run. {@code model} is what is known of the run, fed by its events;
 * {@code panel} draws that into the cells of {@code grid}, without a terminal; {@code terminal}
 * brings the cells to one; this package connects them and answers the keys.
 */
package gradlab.client.watch;
