import static net.bytebuddy.matcher.ElementMatchers.isDefaultMethod;
import static net.bytebuddy.matcher.ElementMatchers.isPublic;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.implementation.DefaultMethodCall;
import net.bytebuddy.pool.TypePool;

/**
 * Gives compiled classes of some kinds a method for each default method that they inherit from an
 * interface, which calls it.
 *
 * <p>Scala's compiler does so for Spark's own stages. Java's does not, and then reflection that
 * looks at classes alone, such as that of py4j, finds no getters, setters or params.
 *
 * <p>Run by the build, after compilation: {@code java Forwarders.java target/classes
 * org.apache.spark.ml.param.Params}, or more kinds. It may run again on its own output.
 */
final class Forwarders {
  private final File classes;
  private final ClassFileLocator locator;
  private final TypePool pool;
  private final List<TypeDescription> kinds;

  private Forwarders(Path classes, List<String> kinds) throws IOException {
    this.classes = classes.toFile();
    this.locator =
        new ClassFileLocator.Compound(
            new ClassFileLocator.ForFolder(this.classes),
            ClassFileLocator.ForClassLoader.ofSystemLoader());
    this.pool = TypePool.Default.of(locator);
    this.kinds = kinds.stream().map(kind -> pool.describe(kind).resolve()).toList();
  }

  public static void main(String[] arguments) throws IOException {
    Path classes = Path.of(arguments[0]);
    List<String> kinds = List.of(arguments).subList(1, arguments.length);
    Forwarders forwarders = new Forwarders(classes, kinds);
    for (String name : names(classes)) {
      forwarders.add(name);
    }
  }

  /** The names of the classes in a folder. */
  private static List<String> names(Path classes) throws IOException {
    try (Stream<Path> files = Files.walk(classes)) {
      return files
          .map(file -> classes.relativize(file).toString())
          .filter(file -> file.endsWith(".class"))
          .map(file -> file.substring(0, file.length() - ".class".length()))
          .map(file -> file.replace(File.separatorChar, '.'))
          .sorted()
          .toList();
    }
  }

  private void add(String name) throws IOException {
    TypeDescription type = pool.describe(name).resolve();
    if (type.isInterface() || kinds.stream().noneMatch(type::isAssignableTo)) {
      return;
    }
    TypeDescription parent = type.getSuperClass().asErasure();
    new ByteBuddy()
        .redefine(type, locator)
        .method(isDefaultMethod().and(isPublic()).and(method -> !isOf(parent, method)))
        .intercept(DefaultMethodCall.prioritize(type.getInterfaces().asErasures()))
        .make()
        .saveIn(classes);
  }

  /** Whether a superclass has the method already, or has got it here. */
  private static boolean isOf(TypeDescription parent, MethodDescription method) {
    return parent.isAssignableTo(method.getDeclaringType().asErasure());
  }
}
