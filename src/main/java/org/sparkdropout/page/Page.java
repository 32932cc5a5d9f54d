package org.sparkdropout.page;

import freemarker.core.ArithmeticEngine;
import freemarker.core.HTMLOutputFormat;
import freemarker.template.Configuration;
import freemarker.template.DefaultObjectWrapperBuilder;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Fills a template; numbers are written the same in every locale, and text is escaped. */
public final class Page {
  private Page() {}

  /**
   * Makes a page.
   *
   * @param template the file name of a template in this package
   * @param model what the template names
   * @return HTML, or what else the template makes
   * @throws IOException if the template is not in the jar
   */
  public static String html(String template, Map<String, Object> model) throws IOException {
    StringWriter page = new StringWriter();
    try {
      templates().getTemplate(template).process(model, page);
    } catch (TemplateException wrong) {
      throw new IllegalStateException("The template " + template + " is wrong", wrong);
    }
    return page.toString();
  }

  /**
   * Reads a file that goes into a page as it is: a style, or a script.
   *
   * @param name of a file in this package, or from the root of the jar if it begins with a slash
   * @return its text
   * @throws IOException if it is not in the jar
   */
  public static String resource(String name) throws IOException {
    return find(name).orElseThrow(() -> new IOException("The jar must hold " + name));
  }

  /**
   * Reads such a file if it is there.
   *
   * @param name likewise
   * @return its text, or nothing
   * @throws IOException if it cannot be read
   */
  public static Optional<String> find(String name) throws IOException {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static Configuration templates() {
    Configuration templates = new Configuration(Configuration.VERSION_2_3_34);
    templates.setClassForTemplateLoading(Page.class, "");
    templates.setDefaultEncoding(StandardCharsets.UTF_8.name());
    templates.setOutputFormat(HTMLOutputFormat.INSTANCE);
    templates.setLocale(Locale.ROOT);
    templates.setArithmeticEngine(ArithmeticEngine.CONSERVATIVE_ENGINE); // The other has no NaN.
    templates.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    templates.setLogTemplateExceptions(false);
    DefaultObjectWrapperBuilder wrapper =
        new DefaultObjectWrapperBuilder(Configuration.VERSION_2_3_34);
    templates.setObjectWrapper(wrapper.build());
    return templates;
  }
}
