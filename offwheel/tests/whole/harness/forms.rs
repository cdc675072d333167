//! Forms as they stand on a page, filled in and sent as a browser would; so that a test types what a person types and nothing else.

/// A form of a page, with what is in its fields.
#[derive(Debug, Clone)]
pub struct Form {
    /// Where it goes.
    pub action: String,
    /// `post` or `get`.
    pub method: String,
    /// Whether it takes files.
    pub is_multipart: bool,
    /// What it would send now, without any button.
    pub fields: Vec<(String, String)>,
}

impl Form {
    /// All forms of a page.
    pub fn all(html: &str) -> Vec<Self> {
        let mut forms = Vec::new();
        for part in html.split("<form").skip(1) {
            let (head, rest) = part.split_once('>').unwrap_or((part, ""));
            let inside = rest.split("</form>").next().unwrap_or(rest);
            forms.push(Self {
                action: attribute(head, "action").unwrap_or_default(),
                method: attribute(head, "method").unwrap_or_else(|| "get".to_owned()).to_ascii_lowercase(),
                is_multipart: head.contains("multipart/form-data"),
                fields: fields(inside),
            });
        }
        forms
    }

    /// The first form of a page that goes where `is_it` says.
    #[track_caller]
    pub fn going(html: &str, is_it: impl Fn(&str) -> bool) -> Self {
        let forms = Self::all(html);
        let actions: Vec<&str> = forms.iter().map(|form| form.action.as_str()).collect();
        let found = forms.iter().find(|form| is_it(&form.action)).cloned();
        found.unwrap_or_else(|| panic!("no such form among {actions:?} in\n{html}"))
    }

    /// What a field holds.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Types into a field, or chooses; a field of that name must be there.
    #[track_caller]
    pub fn fill(mut self, name: &str, value: &str) -> Self {
        let found = self.fields.iter_mut().find(|(known, _)| known == name);
        found.unwrap_or_else(|| panic!("no field {name}")).1 = value.to_owned();
        self
    }

    /// Sends a name and value that only a button or a choice has.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.fields.retain(|(known, _)| known != name);
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }
}

fn fields(inside: &str) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    let mut at = 0;
    while let Some(start) = inside[at..].find('<').map(|found| at + found) {
        let end = inside[start..].find('>').map_or(inside.len(), |found| start + found);
        let tag = &inside[start..end];
        at = end;
        let Some(name) = attribute(tag, "name") else { continue };
        let has = |word: &str| tag.split_ascii_whitespace().any(|part| part == word);
        if tag.starts_with("<input") {
            let kind = attribute(tag, "type").unwrap_or_default();
            let value = attribute(tag, "value").unwrap_or_default();
            match kind.as_str() {
                "submit" | "button" | "file" => {}
                "radio" | "checkbox" if !has("checked") => {}
                _ => fields.push((name, value)),
            }
        } else if tag.starts_with("<textarea") {
            let rest = inside.get(end + 1..).unwrap_or_default();
            let text = rest.split("</textarea>").next().unwrap_or_default();
            fields.push((name, unescaped(text.strip_prefix('\n').unwrap_or(text))));
        } else if tag.starts_with("<select") {
            let rest = inside.get(end + 1..).unwrap_or_default();
            let options = rest.split("</select>").next().unwrap_or_default();
            let chosen = options
                .split("<option")
                .skip(1)
                .find(|option| option.split('>').next().unwrap_or_default().contains("selected"));
            let chosen = chosen.or_else(|| options.split("<option").nth(1)).unwrap_or_default();
            fields.push((name, attribute(chosen.split('>').next().unwrap_or_default(), "value").unwrap_or_default()));
        }
    }
    fields
}

/// The value of an attribute of a tag.
pub fn attribute(tag: &str, name: &str) -> Option<String> {
    let from = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    tag.get(from..)?.split('"').next().map(unescaped)
}

/// Text as it was before it was put into a page.
pub fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&")
}
