package io.carillon.core.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Skips or fails tests whose peer programs are missing. */
final class RequiresPeerCondition implements ExecutionCondition {

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    List<String> missing = new ArrayList<>();
    AnnotationSupport.findAnnotation(context.getElement(), RequiresPeer.class)
        .ifPresent(
            needs -> {
              for (String program : needs.value()) {
                if (!onPath(program)) {
                  missing.add(program);
                }
              }
            });
    if (missing.isEmpty()) {
      return ConditionEvaluationResult.enabled("every peer is installed");
    }
    String line = "peer missing: " + String.join(", ", missing) + " (run ci/install-peers)";
    if (System.getProperty("carillon.peers", "skip").equals("fail")) {
      throw new AssertionError(line);
    }
    return ConditionEvaluationResult.disabled(line);
  }

  private static boolean onPath(String program) {
    for (String folder :
        Pattern.compile(":").split(System.getenv().getOrDefault("PATH", "/usr/bin"))) {
      if (Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }
}
