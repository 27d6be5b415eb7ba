package io.carillon.core.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The test needs these programs on the PATH (see ci/install-peers). Where one is missing the test
 * is skipped with a line that names it, or fails when the build runs with {@code
 * -Dcarillon.peers=fail}, as CI does.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresPeerCondition.class)
public @interface RequiresPeer {
  String[] value();
}
