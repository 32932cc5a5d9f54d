package org.sparkdropout.blas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ludovic.netlib.blas.BLAS;
import java.nio.file.Path;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(
    value = OS.LINUX,
    architectures = {"amd64", "aarch64"})
class OpenBlasTest {
  private static final String LIBRARY_PROPERTY = "dev.ludovic.netlib.blas.nativeLibPath";

  @Test
  void load_here_namesVersionAndKernels() {
    OpenBlas library = OpenBlas.load();
    assertThat(library.path()).isRegularFile();
    assertThat(library.kernelFamily()).matches("openblas-0\\.3\\.28-[a-z0-9]+");
    assertThat(library.kernelFamily()).doesNotContain("unknown");
    assertThat(library.description()).startsWith("OpenBLAS 0.3.28 (").contains("1 thread");
  }

  @Test
  void multiply_afterSomeoneRaisedThreads_runsOnOne() {
    OpenBlas library = OpenBlas.load();
    assertThat(library.threads()).isEqualTo(1);
    openblas_nolapack.blas_set_num_threads(2);
    assertThat(library.threads()).isEqualTo(2);
    float[] c = new float[1];
    Blas.choose("native").multiply(c, 0, new float[] {2}, 0, new float[] {3}, 0, 1, 1, 1, 1f, 0f);
    assertThat(c).containsExactly(6f);
    assertThat(library.threads()).isEqualTo(1);
  }

  @Test
  void isolatedNetlib_besideSparksOwn_keepsItsSettings() throws ReflectiveOperationException {
    String before = System.getProperty(LIBRARY_PROPERTY);
    BLAS shared = BLAS.getInstance();
    BLAS isolated = IsolatedNetlib.load(OpenBlas.load().path());
    assertThat(isolated.getClass().getSimpleName()).isEqualTo("JNIBLAS");
    assertThat(isolated.getClass().getClassLoader())
        .isNotSameAs(shared.getClass().getClassLoader());
    assertThat(isolated.sdot(2, new float[] {1, 2}, 1, new float[] {3, 4}, 1)).isEqualTo(11f);
    assertThat(System.getProperty(LIBRARY_PROPERTY)).isEqualTo(before);
  }

  @Test
  void isolatedNetlib_noSuchLibrary_throwsLinkageError() {
    assertThatThrownBy(() -> IsolatedNetlib.load(Path.of("/no/such/library.so")))
        .isInstanceOf(LinkageError.class);
  }
}
