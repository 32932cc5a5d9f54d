package org.sparkdropout.redact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
  private static final String M = Redaction.MASK;

  /** Of pairs of name and value. */
  private static Redaction of(String... pairs) {
    Stream<Map.Entry<String, String>> settings =
        Stream.iterate(0, at -> at + 2)
            .limit(pairs.length / 2)
            .map(at -> Map.entry(pairs[at], pairs[at + 1]));
    return Redaction.of(SecretNames.BY_DEFAULT, settings.toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "jdbc:postgresql://host/db?user=ann&password=p8x!k&ssl=true | p8x!k",
        "jdbc:sqlserver://host:1433;user=ann;password={a;b};encrypt=true | a;b",
        "jdbc:oracle:thin:scott/t1ger@host:1521/orcl | t1ger",
        "mongodb+srv://ann:q9@z@host/db | q9@z",
        "ftp://ann:q9z@host/file.csv | q9z",
        "https://a.blob.core.windows.net/c/f.csv?sv=2022&sig=ab%2Bcd%3D&se=9 | ab%2Bcd%3D",
        "https://b.s3.amazonaws.com/f?X-Amz-Signature=0af&X-Amz-Expires=9 | 0af",
        "--set input.options.password=abc def | abc",
        "{ header = true, accountKey = abc } | abc",
        "{ header: true, password: abc } | abc",
        "{\"password\": \"a\\\"bc\", \"header\": true} | bc",
        "-Dspark.my.secret=abc -Dx=y | abc",
      })
  void text_secretByForm_isMasked(String text, String secret) {
    String masked = Redaction.BY_DEFAULT.text(text);
    assertThat(masked).contains(M).doesNotContain(secret);
    assertThat(Redaction.BY_DEFAULT.text(masked)).isEqualTo(masked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hdfs://host:8020/data/a@b.csv",
        "spark://host:7077",
        "file:/tmp/a:b@c",
        "write to ann@example.org: done",
        "jdbc:h2:mem:db;MODE=Oracle",
        "train.maxIter = 5, partitionKey=zone, primaryKey = id",
        "event=epoch epoch=1 loss=0.5",
        "column 'password' holds nothing (3 rows)",
        "password = ${?DB_PASSWORD}",
        "The password: must be right",
      })
  void text_withoutSecrets_stays(String text) {
    assertThat(Redaction.BY_DEFAULT.text(text)).isEqualTo(text);
  }

  @Test
  void text_valueOfASecretName_isMaskedWhereverItStands() {
    Redaction redaction = of("password", "hunter2", "sas", "a \"quoted\"/<tag>");
    assertThat(redaction.text("Login of ann/hunter2 failed"))
        .isEqualTo("Login of ann/" + M + " failed");
    assertThat(redaction.text("a \"quoted\"/<tag>")).isEqualTo(M);
    assertThat(redaction.text("a+%22quoted%22%2F%3Ctag%3E")).isEqualTo(M);
    assertThat(redaction.text("a%20%22quoted%22%2F%3Ctag%3E")).isEqualTo(M);
    assertThat(redaction.text("a &quot;quoted&quot;/&lt;tag&gt;")).isEqualTo(M);
    assertThat(redaction.text("a \\\"quoted\\\"/<tag>")).isEqualTo(M);
  }

  @Test
  void text_secretWithinAUrlSetting_isMaskedWithoutTheUrl() {
    Redaction redaction = of("endpoint", "ftp://ann:wxyz9@host/", "dsn", "db?token=qwert5");
    assertThat(redaction.text("cannot log in with wxyz9, qwert5"))
        .isEqualTo("cannot log in with %s, %s".formatted(M, M));
    assertThat(redaction.text("host")).isEqualTo("host");
  }

  @Test
  void text_secretOfSeveralLines_isMaskedWhole() {
    String pem = "-----BEGIN KEY-----\nabc\ndef\n-----END KEY-----";
    assertThat(of("privateKey", pem).text("got " + pem + ".")).isEqualTo("got " + M + ".");
  }

  /**
   * Short values, numbers and words that other settings have would be masked in figures and names.
   */
  @ParameterizedTest
  @CsvSource({
    "token, true, holds true",
    "password, abc, columns abc",
    "password, 1234, 1234 rows",
    "tokenColumn, species, column species",
    "password, penguin, penguins.csv",
  })
  void text_valueThatIsCommon_staysButBesideItsName(String name, String value, String text) {
    Redaction redaction = of(name, value, "train.labelCol", "species");
    assertThat(redaction.text(text)).isEqualTo(text);
    assertThat(redaction.text(name + "=" + value)).isEqualTo(name + "=" + M);
    assertThat(redaction.value(name, value)).isEqualTo(M);
  }

  @Test
  void pattern_keepsTheUsersAndFindsNamesAndValues() {
    Pattern pattern =
        Pattern.compile(
            of("sas", "ab", "pwd", "x.y*z(").pattern(Optional.of("(?i)url")).orElseThrow());
    assertThat(List.of("sas", "URL", "see x.y*z( there")).allMatch(pattern.asPredicate());
    assertThat(List.of("kansas", "xxyyz(", "ab")).noneMatch(pattern.asPredicate());
    assertThat(Redaction.BY_DEFAULT.pattern(Optional.of("")).isPresent()).isFalse();
  }

  /** Texts that begin like a secret again and again, and quoted ones of many characters. */
  @ParameterizedTest
  @ValueSource(strings = {":thin:a/", "://a:", "{a:", "a.b-c ", "\\\""})
  void text_longAndRepetitive_isMaskedWhole(String unit) {
    String text = "{\"name\": \"" + unit.repeat(40_000) + "\"}, password=hunter2";
    assertThat(Redaction.BY_DEFAULT.text(text)).startsWith("{\"name\": ").endsWith(M);
  }

  @Test
  void lines_eachText_isMasked() {
    StringWriter out = new StringWriter();
    var lines = RedactedWriter.lines(out, of("password", "hunter2"));
    lines.printf("%s and %s%n", "a", "b");
    lines.println("with hunter2".toCharArray());
    lines.print("hunter2");
    lines.flush();
    assertThat(out).hasToString("a and b%nwith %s%n%s".formatted(M, M));
  }
}
