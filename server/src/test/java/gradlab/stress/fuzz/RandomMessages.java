package gradlab.stress.fuzz;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.UnknownFieldSet;
import java.util.SplittableRandom;

/**
 * Any message of a type: some that are valid, most that are not. What it makes depends on the
 * random numbers and the words alone.
 */
final class RandomMessages {
  /** Few of our messages nest deeper; those that can nest for ever end here. */
  private static final int DEEPEST = 6;

  private static final double[] DENSITIES = {0, 0.03, 0.1, 0.4, 1};
  private static final long[] WHOLE = {
    0,
    0,
    1,
    1,
    2,
    3,
    5,
    10,
    20,
    32,
    100,
    1_000,
    -1,
    -2,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    1L << 32,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };
  private static final double[] REAL = {
    0,
    1,
    0.5,
    0.1,
    1e-3,
    1e-8,
    2,
    1_000,
    -0.0,
    -1,
    -1e-3,
    1e300,
    -1e300,
    5e-324,
    1e-310,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.MAX_VALUE
  };

  private final SplittableRandom random;
  private final Words words;
  private final double density;

  RandomMessages(SplittableRandom random, Words words) {
    this.random = random;
    this.words = words;
    this.density = DENSITIES[random.nextInt(DENSITIES.length)];
  }

  DynamicMessage message(Descriptor type) {
    return message(type, 0);
  }

  private DynamicMessage message(Descriptor type, int depth) {
    var message = DynamicMessage.newBuilder(type);
    for (FieldDescriptor field : type.getFields()) {
      boolean nested = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
      if ((nested && depth >= DEEPEST) || !random(present(field, nested))) {
        continue;
      }
      if (field.isRepeated()) {
        int count = count(nested);
        for (int i = 0; i < count; i++) {
          message.addRepeatedField(field, value(field, depth));
        }
      } else {
        message.setField(field, value(field, depth));
      }
    }
    if (random(0.02)) {
      message.setUnknownFields(unknown());
    }
    return message.build();
  }

  /** What a request cannot do without is seldom missing, or nothing would ever be valid. */
  private double present(FieldDescriptor field, boolean nested) {
    if (words.isNeeded(field)) {
      return 0.9;
    }
    return nested && !field.isRepeated() ? Math.max(0.8, density) : density;
  }

  private int count(boolean nested) {
    int kind = random.nextInt(200);
    if (kind < 180) {
      return random.nextInt(4);
    }
    return kind < 199 ? random.nextInt(40) : random.nextInt(nested ? 2_000 : 20_000);
  }

  private Object value(FieldDescriptor field, int depth) {
    return switch (field.getJavaType()) {
      case INT -> (int) whole();
      case LONG -> whole();
      case FLOAT -> (float) real();
      case DOUBLE -> real();
      case BOOLEAN -> random.nextBoolean();
      case STRING -> words.word(field, random);
      case BYTE_STRING -> bytes();
      case ENUM -> enumeration(field.getEnumType());
      case MESSAGE -> message(field.getMessageType(), depth + 1);
    };
  }

  private long whole() {
    return random(0.9) ? WHOLE[random.nextInt(WHOLE.length)] : random.nextLong();
  }

  private double real() {
    return random(0.9)
        ? REAL[random.nextInt(REAL.length)]
        : Double.longBitsToDouble(random.nextLong());
  }

  private Object enumeration(EnumDescriptor type) {
    return random(0.85)
        ? type.getValues().get(random.nextInt(type.getValues().size()))
        : type.findValueByNumberCreatingIfUnknown((int) whole());
  }

  private ByteString bytes() {
    int most = random(0.97) ? 300 : 1_300_000; // more than a chunk, and than a message, may have
    var bytes = new byte[random.nextInt(most)];
    random.nextBytes(bytes);
    return ByteString.copyFrom(bytes);
  }

  private UnknownFieldSet unknown() {
    var field = UnknownFieldSet.Field.newBuilder().addVarint(random.nextLong()).addFixed32(7);
    var inner = UnknownFieldSet.newBuilder().addField(1, field.build()).build();
    for (int depth = random.nextInt(60); depth > 0; depth--) {
      inner =
          UnknownFieldSet.newBuilder()
              .addField(77, UnknownFieldSet.Field.newBuilder().addGroup(inner).build())
              .build();
    }
    return UnknownFieldSet.newBuilder()
        .mergeFrom(inner)
        .mergeField(536_870_911, field.build())
        .build();
  }

  private boolean random(double probability) {
    return random.nextDouble() < probability;
  }
}
