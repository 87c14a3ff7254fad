package gradlab.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradlab.dataset.Cifar100;
import gradlab.dataset.TestImages;
import gradlab.domain.Augmentation;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ImageWriterTest {
  private static final Cifar100 DATA = TestImages.madeUp(3, 5);

  private record Window(int top, int left, boolean flip) {}

  /** Every window of image 1, by its pixels. */
  private static final Map<Integer, Window> WINDOWS = new HashMap<>();

  static {
    for (int top = 0; top <= 8; top++) {
      for (int left = 0; left <= 8; left++) {
        for (boolean flip : new boolean[] {false, true}) {
          float[] pixels = NaiveImages.window(DATA, 1, top, left, flip);
          WINDOWS.put(Arrays.hashCode(pixels), new Window(top, left, flip));
        }
      }
    }
  }

  @Property(tries = 500)
  void givesExactlyOneOfThe162WindowsOfTheNaiveTransform(@ForAll long random) {
    float[] pixels = write(Augmentation.COURSE, random);

    Window window = WINDOWS.get(Arrays.hashCode(pixels));
    assertThat(window).isNotNull();
    assertThat(pixels)
        .containsExactly(NaiveImages.window(DATA, 1, window.top(), window.left(), window.flip()));
  }

  @Property(tries = 100)
  void partsCanBeSwitchedOff(@ForAll long random) {
    assertThat(write(Augmentation.NONE, random)).containsExactly(NaiveImages.plain(DATA, 1));

    Window onlyFlip = WINDOWS.get(Arrays.hashCode(write(new Augmentation(false, true), random)));
    assertThat(onlyFlip).isIn(new Window(4, 4, false), new Window(4, 4, true));

    Window onlyCrop = WINDOWS.get(Arrays.hashCode(write(new Augmentation(true, false), random)));
    assertThat(onlyCrop.flip()).isFalse();
  }

  @Test
  void allOffsetsComeEquallyOftenAndHalfIsFlipped() {
    assertThat(WINDOWS).hasSize(162);
    int draws = 40_500; // 500 of each of the 81 offsets expected
    Map<Integer, Integer> byOffset = new HashMap<>();
    Map<Window, Integer> byWindow = new HashMap<>();
    int flips = 0;
    for (int position = 0; position < draws; position++) {
      float[] pixels = write(Augmentation.COURSE, Mix.mix(0, 3, position));
      Window window = WINDOWS.get(Arrays.hashCode(pixels));
      byOffset.merge(window.top() * 9 + window.left(), 1, Integer::sum);
      byWindow.merge(window, 1, Integer::sum);
      flips += window.flip() ? 1 : 0;
    }
    assertThat(byOffset).hasSize(81);
    assertThat(byWindow).hasSize(162);
    assertThat(flips).isCloseTo(draws / 2, within(600)); // 6 standard deviations
    double chiSquare =
        byOffset.values().stream().mapToDouble(n -> (n - 500.0) * (n - 500.0) / 500.0).sum();
    assertThat(chiSquare).isBetween(30.0, 150.0); // 80 degrees of freedom
  }

  @Test
  void normalisesLikeTorchvision() {
    // torchvision: ToTensor, then Normalize, of the bytes 0 and 255, in float32
    assertThat(PixelNormalisation.table(0)[0]).isCloseTo(-2.429066f, within(1e-6f));
    assertThat(PixelNormalisation.table(0)[255]).isCloseTo(2.514088f, within(1e-6f));
    assertThat(PixelNormalisation.table(2)[255]).isCloseTo(2.753731f, within(1e-6f));
  }

  private static float[] write(Augmentation augmentation, long random) {
    float[] pixels = new float[Cifar100.PIXEL_BYTES];
    new ImageWriter(DATA, augmentation).write(1, random, pixels);
    return pixels;
  }
}
