package org.sparkdropout.redact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretNamesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "PASSWD",
        "db_passwd",
        "dbPassphrase",
        "pwd",
        "user.pass",
        "dbPass",
        "DB_PASS",
        "pass_phrase",
        "passcode",
        "private_key_file_pwd",
        "ssl.file.password.2",
        "token",
        "sasToken",
        "authtoken",
        "fs.azure.sas.container.account.blob.core.windows.net",
        "fs.azure.account.key.lake.dfs.core.windows.net",
        "spark.hadoop.fs.s3a.secret.key",
        "fs.s3a.access.key",
        "accessKey",
        "accountkey",
        "apiKey",
        "api-key",
        "privateKey",
        "google.cloud.credentials",
        "clientSecret",
        "sig",
        "X-Amz-Signature",
        "key",
        "encryption.key"
      })
  void isSecret_namesOfSecrets_areFound(String name) {
    assertThat(SecretNames.BY_DEFAULT.isSecret(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "primaryKey",
        "partitionKey",
        "sort_key",
        "keyColumn",
        "key.columns",
        "keyspace",
        "monkey",
        "X_KEY",
        "bypass",
        "passThrough",
        "compass",
        "pass_through",
        "passes",
        "credentials.file.path",
        "signal",
        "designation",
        "kansas",
        "fs.s3a.aws.credentials.provider",
        "credentialsFile",
        "signatureColumn",
        "sasEnabled",
        "header",
        "nullValue",
        "train.labelCol",
        "author",
        "user"
      })
  void isSecret_namesOfOtherThings_areNot(String name) {
    assertThat(SecretNames.BY_DEFAULT.isSecret(name)).isFalse();
  }

  @Test
  void isSecret_ruleOfTheUser_countsToo() {
    SecretNames names = new SecretNames(Pattern.compile("(?i)^pin$|colour"));
    assertThat(names.isSecret("PIN")).isTrue();
    assertThat(names.isSecret("coloursOfCars")).isTrue();
    assertThat(names.isSecret("spin")).isFalse();
    assertThat(names.isSecret("password")).isTrue();
  }
}
