const english = [
  "user_name,display_name,email,title,phone,department,pinyin,language,time_zone,head,administrator,active",
  "sample1,王芳,sample1@example.com,Engineer,+86 21 5555 0100,Company/Engineering,wang fang,zh-CN,Asia/Shanghai,yes,no,yes",
  'sample2,Alice Chen,sample2@example.com,"Designer, senior",,Company/Design,,en,Europe/Berlin,no,no,yes',
];

const chinese = [
  "用户名,姓名,邮箱,职务,电话,部门,拼音,语言,时区,负责人,管理员,启用",
  "sample1,王芳,sample1@example.com,工程师,+86 21 5555 0100,公司/研发部,wang fang,zh-CN,Asia/Shanghai,是,否,是",
  "sample2,曾丽,sample2@example.com,设计师,,公司/设计部,zeng li,zh-CN,Asia/Shanghai,否,否,是",
];

/** A file that shows the columns, in the reader's language, with user names that nobody has. The mark at its start tells spreadsheets that it is UTF-8. */
export const sampleCsv = (locale: string): string =>
  `\uFEFF${(locale.startsWith("zh") ? chinese : english).join("\r\n")}\r\n`;

export const sampleAddress = (locale: string): string =>
  `data:text/csv;charset=utf-8,${encodeURIComponent(sampleCsv(locale))}`;
