package gradlab.diagnosis;

import java.util.List;

/**
 * One thing that is wrong.
 *
 * @param explanation one sentence with the numbers
 * @param advice what usually helps, with the options to try
 */
public record Finding(Verdict verdict, String explanation, String advice, List<Evidence> evidence) {
  public Finding {
    evidence = List.copyOf(evidence);
  }
}
