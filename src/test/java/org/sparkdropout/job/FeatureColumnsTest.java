package org.sparkdropout.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparkdropout.data.InvalidDataException;
import org.sparkdropout.prepare.Preparation;

class FeatureColumnsTest {
  private static final StructType SCHEMA =
      StructType.fromDDL(
          "id INT, x1 DOUBLE, x2 FLOAT, won BOOLEAN, zone STRING, sex STRING, emb ARRAY<FLOAT>,"
              + " day DATE, tags ARRAY<STRING>, Class STRING, w DOUBLE, `x*` INT");

  private static FeatureColumns.Asked resolve(String... settings) {
    List<String> all = new ArrayList<>(List.of("train.labelCol=class", "train.weightCol=w"));
    all.addAll(List.of(settings));
    return FeatureColumns.resolve(Settings.read(Optional.empty(), all), SCHEMA);
  }

  @Test
  void resolve_nothingNamed_takesNumbersVectorsAndText() {
    FeatureColumns.Asked asked = resolve();
    Preparation found = asked.preparation();
    assertThat(found.numbers()).containsExactly("id", "x1", "x2", "won", "x*");
    assertThat(found.vectors()).containsExactly("emb");
    assertThat(found.categories()).containsExactly("zone", "sex");
    assertThat(found.optional()).contains("zone", "id").doesNotContain("emb");
    assertThat(found.maxCategories()).isEqualTo(100);
    assertThat(asked.leftOut()).containsOnlyKeys("day", "tags");
  }

  @Test
  void resolve_patterns_takeWhatFitsAndExactNamesWin() {
    Preparation found = resolve("input.features=[\"x?\", \"e*\"]").preparation();
    assertThat(found.numbers()).containsExactly("x1", "x2", "x*");
    assertThat(found.vectors()).containsExactly("emb");
    assertThat(resolve("input.features=[\"x*\"]").preparation().numbers()).containsExactly("x*");
    FeatureColumns.Asked all =
        resolve("input.features=[\"*\"]", "input.categorical=[\"?one\", day]");
    assertThat(all.preparation().categories()).containsExactly("zone", "day");
    assertThat(all.preparation().numbers()).containsExactly("id", "x1", "x2", "won", "x*");
    assertThat(all.leftOut()).containsOnlyKeys("sex", "tags");
    assertThat(all.preparation().optional()).isEmpty();
  }

  @Test
  void resolve_otherCase_findsTheColumn() {
    assertThat(resolve("input.features=X1").preparation().numbers()).containsExactly("x1");
  }

  @ParameterizedTest
  @CsvSource({
    "'input.features=[\"y*\"]', 'The table must have columns that match ''y*'' of input.features.'",
    "'input.categorical=[\"?\"]', 'The table must have columns that match ''?'' of input.categorical.'",
    "input.features=tail, 'The table must have the column ''tail'' of input.features. The nearest of its columns is '"
  })
  void resolve_nothingOfThatName_isWrongData(String setting, String message) {
    assertThatThrownBy(() -> resolve(setting))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageStartingWith(message);
  }

  @ParameterizedTest
  @CsvSource({
    "input.features=class, 'input.features must be a list without ''Class'', which is the column of train.labelCol'",
    "input.categorical=W, 'input.categorical must be a list without ''w'', which is the column of train.weightCol'",
    "prepare.maxCategories=1, prepare.maxCategories must be at least 2",
    "prepare.scale=minmax, 'prepare.scale must be one of none, standard, quantile'"
  })
  void resolve_settingsThatDoNotFit_areRefused(String setting, String message) {
    assertThatThrownBy(() -> resolve(setting))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void read_formerNameOfScale_saysWhatItIsCalledNow() {
    assertThatThrownBy(() -> Settings.read(Optional.empty(), List.of("prepare.standardise=true")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("prepare.standardise = true is prepare.scale = standard now");
  }
}
