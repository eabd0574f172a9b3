package io.netauto.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.driver.platform.Platforms;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RunCasesTest {
  private final AtomicInteger over = new AtomicInteger();
  private final CountDownLatch bothRun = new CountDownLatch(2);

  private Verdict session(Context context) {
    bothRun.countDown();
    try {
      bothRun.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    over.incrementAndGet();
    return Verdict.passed();
  }

  private Verdict text(Context context) {
    return over.get() == 2 ? Verdict.passed() : Verdict.failed("a session was not over");
  }

  @Test
  @Timeout(60)
  void what_is_only_calculated_takes_no_processor_from_sessions() throws Exception {
    Corpus corpus =
        new Corpus() {
          @Override
          public String name() {
            return "lab";
          }

          @Override
          public Stream<Case> cases() {
            return Stream.of(
                Case.session("frr", "one", RunCasesTest.this::session),
                Case.of("frr", "text", RunCasesTest.this::text),
                Case.session("frr", "two", RunCasesTest.this::session));
          }
        };

    List<Outcome> outcomes =
        new RunCases(Platforms.builtIn(), List.of(0L), 8).run(List.of(corpus), each -> true);

    assertThat(outcomes).extracting(Outcome::name).containsExactly("one", "text", "two");
    assertThat(outcomes).extracting(Outcome::verdict).containsOnly(Verdict.passed());
  }
}
