package io.carillon.sip.trunk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** When a route counts as down. */
class RouteMarkPropertyTest {

  @Property(tries = 300)
  void itIsDownExactlyWhenTheLastTwoFailedOrItWasDownAndNothingAnsweredSince(
      @ForAll List<Boolean> answers) {
    RouteMark mark = new RouteMark();
    boolean expected = true;
    boolean before = true;
    for (boolean answered : answers) {
      boolean was = expected;
      expected = answered || (expected && before);
      assertThat(mark.asked(answered ? 486 : 503)).isEqualTo(was != expected);
      assertThat(mark.up()).isEqualTo(expected);
      before = answered;
    }
  }
}
