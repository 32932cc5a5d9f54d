package org.sparkdropout.blas;

import dev.ludovic.netlib.blas.BLAS;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Properties;

/**
 * Loads a native {@code dev.ludovic.netlib} bound to a BLAS library of our choice.
 *
 * <p>netlib binds itself to one library when its class initialises, and Spark's mllib does that as
 * soon as it multiplies two vectors: with the system's library, often a slow one or none at all.
 * Nothing can be changed afterwards. So the two classes that bind are defined a second time, by a
 * class loader of their own; netlib's interfaces stay the shared ones. Spark's copy keeps its
 * library.
 */
final class IsolatedNetlib extends ClassLoader {
  private static final String PACKAGE = "dev.ludovic.netlib.blas.";
  private static final String BINDING = PACKAGE + "JNIBLAS";
  private static final String LIBRARY_PROPERTY = PACKAGE + "nativeLibPath";

  private IsolatedNetlib(ClassLoader parent) {
    super(parent);
  }

  /**
   * A netlib bound to the given library.
   *
   * @param library the BLAS library's file
   * @return the native implementation
   * @throws ReflectiveOperationException if netlib's classes are not as expected
   * @throws LinkageError if netlib or the library cannot be loaded
   */
  static BLAS load(Path library) throws ReflectiveOperationException {
    ClassLoader loader = new IsolatedNetlib(IsolatedNetlib.class.getClassLoader());
    Properties properties = System.getProperties();
    // One lock with whoever else reads and writes the property, as far as they take it.
    synchronized (properties) {
      String before = System.getProperty(LIBRARY_PROPERTY);
      System.setProperty(LIBRARY_PROPERTY, library.toString());
      try {
        Method instance = Class.forName(BINDING, true, loader).getMethod("getInstance");
        instance.setAccessible(true);
        return (BLAS) instance.invoke(null);
      } finally {
        restore(before);
      }
    }
  }

  private static void restore(String before) {
    if (before == null) {
      System.clearProperty(LIBRARY_PROPERTY);
    } else {
      System.setProperty(LIBRARY_PROPERTY, before);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.equals(BINDING) && !name.equals(PACKAGE + "AbstractBLAS")) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? define(name) : loaded;
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] code = in.readAllBytes();
      return defineClass(name, code, 0, code.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}
