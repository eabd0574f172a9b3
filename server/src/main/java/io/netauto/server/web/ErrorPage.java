package io.netauto.server.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorViewResolver;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/**
 * A problem or fault, told to a person.
 *
 * @param title what it is, in a few words
 * @param message what happened
 * @param advice what to do
 */
public record ErrorPage(int status, String title, String message, String advice) {

  static ErrorPage of(HttpStatus status, String told) {
    boolean own = !told.isBlank() && told.length() < 500;
    return switch (status) {
      case NOT_FOUND ->
          new ErrorPage(
              404,
              "Not found",
              own && !told.startsWith("No static resource")
                  ? told
                  : "There is nothing at this address.",
              "It may have been deleted, or the link is incomplete. Ctrl-K finds devices and"
                  + " pages.");
      case FORBIDDEN ->
          new ErrorPage(
              403,
              "Not allowed",
              own ? told : "Your role does not allow this.",
              "An administrator of your customer can change your role.");
      case SERVICE_UNAVAILABLE ->
          new ErrorPage(
              503,
              "Not available",
              own ? told : "The server cannot answer now.",
              "Load the page again in a moment. Runs go on meanwhile.");
      default ->
          status.is5xxServerError()
              ? new ErrorPage(
                  status.value(),
                  "The server failed",
                  "This is a fault of NetAuto, not yours.",
                  "Try again. If it stays, give your administrator the request id: the server's log"
                      + " has the cause under it.")
              : new ErrorPage(
                  status.value(),
                  "That did not work",
                  own ? told : "The server could not accept this request.",
                  "Go back, load the page again and repeat what you did.");
    };
  }

  @Component
  static class Resolver implements ErrorViewResolver {
    private final Pages pages;

    Resolver(Pages pages) {
      this.pages = pages;
    }

    @Override
    public ModelAndView resolveErrorView(
        HttpServletRequest request, HttpStatus status, Map<String, Object> model) {
      Object told = request.getAttribute(RequestDispatcher.ERROR_MESSAGE);
      return new ModelAndView(
          pages.show("error", status, of(status, told == null ? "" : told.toString())));
    }
  }
}
