"use strict";
(() => {
  const root = document.documentElement;
  const keep = (name, value) => { try { localStorage.setItem(name, value); } catch { /* a page from a file may not keep anything */ } };
  const kept = (name) => { try { return localStorage.getItem(name); } catch { return null; } };
  const languages = document.querySelectorAll("[data-set-lang]");
  const speak = (language) => {
    root.lang = language;
    root.dataset.lang = language;
    document.title = language === "ja" ? root.dataset.titleJa : root.dataset.titleEn;
    languages.forEach((it) => it.setAttribute("aria-pressed", String(it.dataset.setLang === language)));
    count();
  };
  languages.forEach((it) => it.addEventListener("click", () => {
    keep("eks-iam-lang", it.dataset.setLang);
    speak(it.dataset.setLang);
  }));

  const theme = document.querySelector("[data-theme-toggle]");
  const isDark = () => root.dataset.theme
    ? root.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  const showTheme = () => theme.setAttribute("aria-pressed", String(isDark()));
  theme.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    keep("eks-iam-theme", root.dataset.theme);
    showTheme();
  });

  const search = document.getElementById("search");
  const found = document.getElementById("found");
  const articles = [...document.querySelectorAll("article")];
  const texts = new Map(articles.map((it) => [it.id, it.textContent.toLowerCase()]));
  function count() {
    const wanted = search.value.trim().toLowerCase();
    const number = articles.filter((it) => !it.hidden).length;
    found.textContent = wanted === "" ? "" : root.lang === "ja" ? `${number} 件` : `${number} found`;
  }
  search.addEventListener("input", () => {
    const words = search.value.trim().toLowerCase().split(/\s+/);
    articles.forEach((it) => { it.hidden = !words.every((word) => texts.get(it.id).includes(word)); });
    document.querySelectorAll("[data-of]").forEach((it) => {
      it.hidden = document.getElementById(it.dataset.of).hidden;
    });
    document.querySelectorAll(".group").forEach((it) => { it.hidden = !it.querySelector("li:not([hidden])"); });
    count();
  });

  const asked = new URLSearchParams(location.search);
  const colours = asked.get("theme") ?? kept("eks-iam-theme");
  if (colours === "dark" || colours === "light") root.dataset.theme = colours;
  showTheme();
  const wished = asked.get("lang") ?? kept("eks-iam-lang") ?? root.dataset.lang;
  speak(wished === "ja" ? "ja" : "en");
})();
