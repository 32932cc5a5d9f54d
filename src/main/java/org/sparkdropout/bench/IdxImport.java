package org.sparkdropout.bench;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.zip.GZIPInputStream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Turns a pair of IDX files, MNIST's format, into a table of the image sample's form: {@code
 * features} (grey levels / 255) and {@code label}.
 */
@Command(
    name = "import-idx",
    mixinStandardHelpOptions = true,
    description = "Turns MNIST's image and label files into a Parquet table.")
final class IdxImport implements Callable<Integer> {
  private static final int IMAGES = 0x803;
  private static final int LABELS = 0x801;

  @Parameters(index = "0", description = "image file, IDX, plain or gzip")
  private Path images;

  @Parameters(index = "1", description = "label file, IDX, plain or gzip")
  private Path labels;

  @Parameters(index = "2", description = "the table to write; must not exist")
  private String table;

  @Option(
      names = "--repeat",
      description = "write every image this many times, numbered by a column copy; default: once")
  private int repeat = 1;

  @Override
  public Integer call() throws IOException {
    StructType schema =
        new StructType()
            .add("features", SQLDataTypes.VectorType())
            .add("label", DataTypes.IntegerType);
    try (SparkSession spark = SparkSession.builder().appName("import-idx").getOrCreate()) {
      var rows = spark.createDataFrame(rows(), schema);
      if (repeat > 1) {
        rows = spark.range(repeat).withColumnRenamed("id", "copy").crossJoin(rows);
      }
      rows.write().option("compression", "zstd").parquet(table);
    }
    return 0;
  }

  private List<Row> rows() throws IOException {
    try (DataInputStream pixels = open(images, IMAGES);
        DataInputStream classes = open(labels, LABELS)) {
      int count = pixels.readInt();
      int size = pixels.readInt() * pixels.readInt();
      if (classes.readInt() != count) {
        throw new IOException(labels + " must hold as many labels as " + images + " has images");
      }
      List<Row> rows = new ArrayList<>(count);
      byte[] image = new byte[size];
      for (int i = 0; i < count; i++) {
        pixels.readFully(image);
        rows.add(RowFactory.create(Vectors.dense(greyLevels(image)), classes.readUnsignedByte()));
      }
      return rows;
    }
  }

  private static double[] greyLevels(byte[] image) {
    double[] levels = new double[image.length];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = (image[i] & 0xFF) / 255.0;
    }
    return levels;
  }

  private static DataInputStream open(Path file, int magic) throws IOException {
    InputStream plain = new BufferedInputStream(Files.newInputStream(file));
    plain.mark(2);
    boolean gzip = plain.read() == 0x1F && plain.read() == 0x8B;
    plain.reset();
    DataInputStream data = new DataInputStream(gzip ? new GZIPInputStream(plain) : plain);
    if (data.readInt() != magic) {
      data.close();
      throw new IOException(file + " must be an IDX file that starts with " + magic);
    }
    return data;
  }
}
