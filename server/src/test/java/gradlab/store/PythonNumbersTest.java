package gradlab.store;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class PythonNumbersTest {
  /** Right-hand sides printed by Python 3's repr. */
  @Example
  void writesWhatPythonWrites() {
    assertThat(PythonNumbers.repr(1.0E-5)).isEqualTo("1e-05");
    assertThat(PythonNumbers.repr(0.0001)).isEqualTo("0.0001");
    assertThat(PythonNumbers.repr(0.00012345)).isEqualTo("0.00012345");
    assertThat(PythonNumbers.repr(1.2345e-5)).isEqualTo("1.2345e-05");
    assertThat(PythonNumbers.repr(-2.5e-9)).isEqualTo("-2.5e-09");
    assertThat(PythonNumbers.repr(1e-100)).isEqualTo("1e-100");
    assertThat(PythonNumbers.repr(0)).isEqualTo("0.0");
    assertThat(PythonNumbers.repr(-0.0)).isEqualTo("-0.0");
    assertThat(PythonNumbers.repr(1)).isEqualTo("1.0");
    assertThat(PythonNumbers.repr(100)).isEqualTo("100.0");
    assertThat(PythonNumbers.repr(1e15)).isEqualTo("1000000000000000.0");
    assertThat(PythonNumbers.repr(1e16)).isEqualTo("1e+16");
    assertThat(PythonNumbers.repr(123456789012345678.0)).isEqualTo("1.2345678901234568e+17");
    assertThat(PythonNumbers.repr(2.0E-3)).isEqualTo("0.002");
    assertThat(PythonNumbers.repr(2e23)).isEqualTo("2e+23");
    assertThat(PythonNumbers.repr(0x1p-44)).isEqualTo("5.684341886080802e-14");
    assertThat(PythonNumbers.repr(0x1p-1074)).isEqualTo("5e-324");
    assertThat(PythonNumbers.repr(Double.MAX_VALUE)).isEqualTo("1.7976931348623157e+308");
    assertThat(PythonNumbers.repr(0.1 + 0.2)).isEqualTo("0.30000000000000004");
    assertThat(PythonNumbers.repr(Double.NaN)).isEqualTo("nan");
    assertThat(PythonNumbers.repr(Double.NEGATIVE_INFINITY)).isEqualTo("-inf");
  }

  @Property(tries = 3000)
  void readsBackAndIsNeverLongerThanJavas(@ForAll long bits) {
    double value = Double.longBitsToDouble(bits);
    String written = PythonNumbers.repr(value);
    if (Double.isFinite(value)) {
      assertThat(Double.parseDouble(written)).isEqualTo(value);
      assertThat(digits(written)).isLessThanOrEqualTo(digits(Double.toString(value)));
    } else {
      assertThat(written).isIn("nan", "inf", "-inf");
    }
  }

  private static int digits(String number) {
    return number.split("[eE]")[0].replaceAll("[-.]", "").replaceAll("^0+|0+$", "").length();
  }
}
