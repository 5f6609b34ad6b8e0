// Puts Swagger UI in the place of the links to the descriptions. No validator is asked: it would be another host.
"use strict";
const place = document.getElementById("docs");
const urls = [...place.querySelectorAll("a")].map((link) => ({ name: link.textContent, url: link.href }));
// An empty field of a form is left out unless somebody wants it sent: sent, it would clear what the record holds.
const LeftOut = (Original, system) => (props) =>
  system.React.createElement(Original, {
    ...props,
    isIncludedOptions: { ...props.isIncludedOptions, defaultValue: false },
  });
// In colours each mark, name and value is an element of its own: a long answer would freeze the page for half a minute.
const LONGEST_IN_COLOURS = 50000;
const PlainWhenLong = (Original, system) => (props) => {
  const Shown = props.children.length > LONGEST_IN_COLOURS ? system.getComponent("PlainTextViewer") : Original;
  return system.React.createElement(Shown, props);
};
const ui = SwaggerUIBundle({
  urls,
  domNode: place,
  presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
  // The logo brings a style along that stands in the page, which the policy of this page refuses.
  plugins: [
    () => ({
      components: { Logo: () => null },
      wrapComponents: { ParameterIncludeEmpty: LeftOut, SyntaxHighlighter: PlainWhenLong },
    }),
  ],
  layout: "StandaloneLayout",
  docExpansion: "list",
  deepLinking: true,
  displayOperationId: true,
  validatorUrl: null,
  // By itself it takes the folder of the page's own address, which is another one without the slash at its end.
  oauth2RedirectUrl: new URL(place.dataset.redirect, window.location.origin).href,
});
ui.initOAuth({ usePkceWithAuthorizationCodeGrant: true });
