package io.netauto.server.runs.web;

import gg.jte.Content;
import io.netauto.server.identity.Actor;
import io.netauto.server.identity.CurrentActor;
import io.netauto.server.identity.Permission;
import io.netauto.server.inventory.Device;
import io.netauto.server.runs.RunQuery;
import io.netauto.server.runs.Runs;
import io.netauto.server.web.Frame;
import io.netauto.server.web.Pages;
import io.netauto.server.web.Panel;
import io.netauto.server.web.Tab;
import java.util.List;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What runs add to the page of a device: the tab of its runs, and the line to run a command. */
@Configuration(proxyBeanMethods = false)
class RunsOfDevice {
  private static final int LIMIT = 50;
  private static final int LATEST = 5;

  @Bean
  Tab<Device> runsTab(Runs runs, CurrentActor current, Pages pages) {
    return new Tab<>() {
      @Override
      public String key() {
        return "runs";
      }

      @Override
      public String label() {
        return "Runs";
      }

      @Override
      public String permission() {
        return Permission.RUNS_READ.wireName();
      }

      @Override
      public int order() {
        return 10;
      }

      @Override
      public Content content(Device device, Frame frame) {
        return pages.content("runs/table", frame, list(runs, current.get(), device, LIMIT));
      }
    };
  }

  @Bean
  Panel<Device> runPanel(Runs runs, CurrentActor current, Pages pages) {
    return new Panel<>() {
      @Override
      public String permission() {
        return Permission.RUNS_READ.wireName();
      }

      @Override
      public Content content(Device device, Frame frame) {
        Actor actor = current.get();
        return pages.content(
            "runs/panel",
            frame,
            new CommandPanel(
                device,
                runs.recentCommands(actor, device.id()),
                list(runs, actor, device, LATEST),
                UUID.randomUUID().toString()));
      }
    };
  }

  private static RunListPage list(Runs runs, Actor actor, Device device, int limit) {
    return new RunListPage(
        runs.list(actor, new RunQuery(device.id(), null, null, null, limit)),
        device,
        null,
        null,
        List.of(),
        true);
  }
}
