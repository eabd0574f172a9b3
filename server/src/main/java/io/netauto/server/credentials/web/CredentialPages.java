package io.netauto.server.credentials.web;

import io.netauto.server.credentials.CredentialBreaker;
import io.netauto.server.credentials.CredentialUses.Uses;
import io.netauto.server.credentials.LoginTrial;
import io.netauto.server.credentials.SealingKeys;
import io.netauto.server.credentials.StoredCredential;
import io.netauto.server.credentials.StoredCredentials;
import io.netauto.server.credentials.StoredParts;
import io.netauto.server.identity.Actor;
import io.netauto.server.identity.CurrentActor;
import io.netauto.server.identity.Permission;
import io.netauto.server.web.FieldError;
import io.netauto.server.web.NavigationEntry;
import io.netauto.server.web.Pages;
import io.netauto.server.web.ProblemException;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.view.RedirectView;

/** The pages of stored credentials, and of the keys that seal them. */
@Controller
class CredentialPages {
  private static final String LIST = "/settings/credentials";

  private final StoredCredentials credentials;
  private final CredentialBreaker breaker;
  private final SealingKeys keys;
  private final CurrentActor current;
  private final Pages pages;

  CredentialPages(
      StoredCredentials credentials,
      CredentialBreaker breaker,
      SealingKeys keys,
      CurrentActor current,
      Pages pages) {
    this.credentials = credentials;
    this.breaker = breaker;
    this.keys = keys;
    this.current = current;
    this.pages = pages;
  }

  @GetMapping(LIST)
  View list(@RequestParam(required = false) @Nullable String cursor) {
    Actor actor = current.get();
    return pages.show(
        "credentials/list",
        new CredentialListPage(
            credentials.list(actor, cursor),
            breaker.list(actor),
            actor.superuser() ? keys.status(actor) : null));
  }

  @GetMapping(LIST + "/new")
  View newForm() {
    current.get().require(Permission.CREDENTIALS_WRITE);
    return form(null, "", "", null, Map.of());
  }

  @PostMapping(LIST + "/new")
  View create(
      @RequestParam(defaultValue = "") String name,
      @RequestParam Map<String, String> fields,
      RedirectAttributes redirect) {
    StoredCredential made;
    try {
      made = credentials.create(current.get(), name, given(fields));
    } catch (ProblemException e) {
      return form(null, name, "", null, errors(e));
    }
    Pages.sayDone(redirect, "The credential is stored. Devices name it %s.".formatted(made.ref()));
    return new RedirectView(LIST + "/" + made.name());
  }

  @GetMapping(LIST + "/{name}")
  View show(@PathVariable String name) {
    StoredCredential credential = credentials.get(current.get(), name);
    return form(credential, credential.name(), "", null, Map.of());
  }

  @PostMapping(LIST + "/{name}")
  View edit(
      @PathVariable String name,
      @RequestParam(name = "name", defaultValue = "") String newName,
      @RequestParam Map<String, String> fields,
      RedirectAttributes redirect) {
    Actor actor = current.get();
    StoredCredential before = credentials.get(actor, name);
    StoredCredential now;
    try {
      now = credentials.edit(actor, name, newName, given(fields));
    } catch (ProblemException e) {
      return form(before, newName, "", null, errors(e));
    }
    Pages.sayDone(redirect, "The credential is saved; the next login uses it.");
    return new RedirectView(LIST + "/" + now.name());
  }

  @PostMapping(LIST + "/{name}/remove")
  View remove(@PathVariable String name, RedirectAttributes redirect) {
    Actor actor = current.get();
    try {
      credentials.delete(actor, name);
    } catch (ProblemException e) {
      if (e.kind() != ProblemException.Kind.CONFLICT) {
        throw e;
      }
      return form(credentials.get(actor, name), name, "", null, Map.of("remove", e.getMessage()));
    }
    Pages.sayDone(redirect, "The credential %s is deleted.".formatted(name));
    return new RedirectView(LIST);
  }

  @PostMapping(LIST + "/{name}/test")
  View test(@PathVariable String name, @RequestParam(defaultValue = "") String device) {
    Actor actor = current.get();
    StoredCredential credential = credentials.get(actor, name);
    if (device.isBlank()) {
      return form(credential, name, "", null, Map.of("device", "Say on which device to try it."));
    }
    try {
      return form(credential, name, device, credentials.test(actor, name, device), Map.of());
    } catch (ProblemException e) {
      if (e.code().equals("device_not_found")) {
        return form(credential, name, device, null, Map.of("device", e.getMessage()));
      }
      throw e;
    }
  }

  @PostMapping("/settings/keys/rotate")
  View rotate(RedirectAttributes redirect) {
    keys.rotate(current.get());
    Pages.sayDone(redirect, "New data keys are in use; secrets are sealed anew in the background.");
    return new RedirectView(LIST);
  }

  private View form(
      @Nullable StoredCredential credential,
      String name,
      String device,
      LoginTrial.@Nullable Result trial,
      Map<String, String> errors) {
    Uses uses = credential == null ? Uses.NONE : credentials.uses(current.get(), credential.name());
    return pages.show(
        "credentials/form",
        errors.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT,
        new CredentialForm(credential, uses, name, device, trial, errors));
  }

  /** An empty field keeps the part, and a ticked box takes it away. */
  private static StoredParts given(Map<String, String> fields) {
    return new StoredParts(
        part(fields, "username"),
        part(fields, "password"),
        part(fields, "enablePassword"),
        part(fields, "privateKey"),
        part(fields, "passphrase"));
  }

  private static @Nullable String part(Map<String, String> fields, String name) {
    String value = fields.getOrDefault(name, "");
    return fields.containsKey("remove." + name) ? "" : value.isEmpty() ? null : value;
  }

  private static Map<String, String> errors(ProblemException e) {
    if (e.errors().isEmpty()) {
      if (e.code().equals("credential_in_use")) {
        return Map.of("name", e.getMessage());
      }
      throw e;
    }
    return e.errors().stream()
        .collect(Collectors.toMap(FieldError::field, FieldError::message, (a, b) -> a + " " + b));
  }

  @Configuration(proxyBeanMethods = false)
  static class Navigation {
    @Bean
    NavigationEntry credentialsEntry() {
      return new NavigationEntry(
          "Admin", "Credentials", LIST, "key", "c", Permission.CREDENTIALS_READ.wireName(), 80);
    }
  }
}
